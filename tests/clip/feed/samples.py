"""Feeds in our own words: a whole one of each format, and the pieces to change them with."""

import json

ITEM = """\
<item>
 <title>A bridge &amp;amp; a harbour</title>
 <link>https://news.example.org/bridge?utm_source=rss#comments</link>
 <guid isPermaLink="false">bridge-1</guid>
 <dc:creator>Jane Roe</dc:creator>
 <pubDate>Sun, 18 Dec 2022 23:30:00 -0500</pubDate>
 <category>Transport</category><category>Harbour</category>
 <description>The bridge is open.</description>
 <content:encoded><![CDATA[<p>The bridge is <b>open</b>.</p><p>Cars may cross.</p>]]>\
</content:encoded>
 <enclosure url="https://news.example.org/bridge.mp3" type="audio/mpeg" length="9"/>
 <media:content url="https://news.example.org/bridge.jpg" medium="image">
  <media:description>The bridge at dusk.</media:description>
  <media:credit role="photographer">John Doe/Example Wire</media:credit>
 </media:content>
</item>
"""

RSS_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Courier</title><link>https://news.example.org/</link><language>en-us</language>
"""


def rss(*items, head=RSS_HEAD, tail="</channel></rss>"):
    return f"{head}{''.join(items or (ITEM,))}{tail}".encode()


def item(number=1, title="Rain", text="It rains.", date="Sun, 18 Dec 2022 12:00:00 +0000", more=""):
    return (
        f"<item><title>{title}</title><link>https://news.example.org/{number}</link>"
        f"<guid>https://news.example.org/{number}</guid><pubDate>{date}</pubDate>"
        f"<description>{text}</description>{more}</item>"
    )


ATOM = """\
<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa"><title>اخبار</title><id>urn:x</id>
<link href="https://news.example.org/"/><updated>2022-12-18T23:30:00+03:30</updated>
<entry><title type="html">می‌گویند &lt;i>باران&lt;/i></title><id>urn:x:1</id>
<link rel="alternate" href="/rain"/>
<author><name>Roe</name></author><author><name>Doe</name></author>
<published>2022-12-18T01:30:00+03:30</published><updated>2022-12-19T00:00:00+03:30</updated>
<summary>می‌بارد.</summary></entry></feed>""".encode()

RDF = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example.org/"><title>Caf\xe9</title><link>https://news.example.org/</link></channel>
<item rdf:about="https://news.example.org/a"><title>\xc9t\xe9</title><link>https://news.example.org/a</link>
<dc:date>2022-12-18T09:00:00+01:00</dc:date></item></rdf:RDF>"""

JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Courier",
    "home_page_url": "https://news.example.org/",
    "language": "en",
    "authors": [{"name": "The Desk"}],
    "items": [
        {
            "id": 7,
            "url": "https://news.example.org/7?fbclid=1",
            "title": "Rain",
            "content_text": "It rains.\n\n1 < 2 & so on.",
            "summary": "Rain.",
            "date_published": "2022-12-18T23:30:00-05:00",
            "image": "https://news.example.org/7.jpg",
            "tags": ["weather"],
            "attachments": [{"url": "https://news.example.org/7.mp3", "mime_type": "audio/mpeg"}],
        }
    ],
}


def json_feed(**changes):
    return json.dumps(JSON | changes).encode()
