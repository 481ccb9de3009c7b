"""Two validators find nothing to say about any page, style sheet or picture."""

import json

from tests.site.building import run
from tests.site.conftest import SITES
from tests.tools import need, need_npm

HTML = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title></head>
<body><h1>T</h1>{}</body></html>
"""
HTML_VALIDATE = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "rules": {
        "doctype-style": ["error", {"style": "lowercase"}],
        "heading-level": "error",
        "long-title": "off",  # a headline is as long as its editor made it
        # a table that scrolls is a region to land on, not a section with a heading
        "prefer-native-element": ["error", {"exclude": ["region"]}],
        "valid-id": ["error", {"relaxed": True}],  # headings in any script, footnotes
        "void-style": ["error", {"style": "omit"}],
    },
}
NU_FAULTS = {
    "alt.html": (HTML.format("<img src='x.png'>"), "An “img” element must have an “alt”"),
    "id.html": (HTML.format("<p id=a>x<p id=a>x"), "Duplicate ID “a”"),
    "child.html": (HTML.format("<ul><p>x</ul>"), "not allowed as child of element “ul”"),
    "warning.html": (HTML.format("<section>x</section>"), "Section lacks heading"),
    "style.css": ("a { colour: red }", "“colour”: Property “colour” doesn't exist"),
    "good.html": (HTML.format("<p>x"), ""),
}
HTML_VALIDATE_FAULTS = {
    "alt.html": (HTML.format('<img src="x.png">'), "wcag/h37"),
    "id.html": (HTML.format('<p id="a">x</p><p id="a">x</p>'), "no-dup-id"),
    "level.html": (HTML.format("<h3>x</h3>"), "heading-level"),
    "good.html": (HTML.format("<p>x</p>"), ""),
}


def nu_messages(*folders):
    """Run the Nu validator over folders: every error and warning, by file."""
    java, jar = need("java"), need_npm("vnu-jar/build/dist/vnu.jar")
    options = ("--also-check-css", "--also-check-svg", "--skip-non-html", "--format", "json")
    done = run(java, "-Xss2m", "-jar", jar, *options, *folders, folder=folders[0])
    found = json.loads(done.stderr[done.stderr.index("{") :])["messages"]
    return [
        (m.get("url", ""), m.get("lastLine"), m["message"], m.get("extract", "")) for m in found
    ]


def html_validate_messages(folder, files):
    """Run html-validate over files: every finding, by file."""
    node, script = need("node"), need_npm("html-validate/bin/html-validate.mjs")
    (folder / "html-validate.json").write_text(json.dumps(HTML_VALIDATE))
    command = (node, script, "--config", "html-validate.json", "--formatter", "json")
    done = run(*command, *files, folder=folder)
    return [
        (result["filePath"], m["line"], m["ruleId"], m["message"])
        for result in json.loads(done.stdout)
        for m in result["messages"]
    ]


def test_the_nu_validator_has_nothing_to_say(sites):
    # one run over all sites: starting Java takes longer than checking a thousand pages
    assert nu_messages(*(sites(name).output for name in SITES)) == []


def test_html_validate_has_nothing_to_say(rich_site):
    examples = [rich_site.output / path for path in rich_site.examples().values()]

    assert html_validate_messages(rich_site.folder, examples) == []


def test_the_nu_validator_finds_planted_faults(tmp_path):
    for name, (text, _) in NU_FAULTS.items():
        (tmp_path / name).write_text(text)
    found = nu_messages(tmp_path)

    for name, (_, fault) in NU_FAULTS.items():
        messages = "\n".join(message for file, _, message, _ in found if file.endswith(name))
        assert fault in messages if fault else messages == ""


def test_html_validate_finds_planted_faults(tmp_path):
    for name, (text, _) in HTML_VALIDATE_FAULTS.items():
        (tmp_path / name).write_text(text)
    found = html_validate_messages(tmp_path, sorted(tmp_path.glob("*.html")))

    for name, (_, fault) in HTML_VALIDATE_FAULTS.items():
        rules = [rule for file, _, rule, _ in found if file.endswith(name)]
        assert rules == ([fault] if fault else [])
