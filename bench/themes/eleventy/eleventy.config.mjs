// Eleventy in its ordinary form: Nunjucks with autoescape, markdown-it, collections, pagination.
import markdownIt from "markdown-it";
import definitions from "markdown-it-deflist";
import footnotes from "markdown-it-footnote";

const PAGE = 30;
const FEED = 50;
const SITE = "http://localhost:8000";

const formats = {
  day: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }),
  short: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" }),
  month: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "long", year: "numeric" }),
  time: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hour: "2-digit", minute: "2-digit" }),
};
const iso = (date) => date.toISOString().replace(".000Z", "+00:00");
const month = (item) => item.date.toISOString().slice(0, 7);

/** Group a list in order: pairs of a key and its items. */
function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    groups.has(key) ? groups.get(key).push(item) : groups.set(key, [item]);
  }
  return [...groups];
}

/** Cut a list into numbered pages below an address. */
function pages(items, list) {
  const total = Math.max(Math.ceil(items.length / PAGE), 1);
  const at = (number) => (number === 1 ? list.url : `${list.url}page/${number}/`);
  return Array.from({ length: total }, (_, index) => ({
    ...list,
    number: index + 1,
    total,
    count: items.length,
    items: items.slice(index * PAGE, (index + 1) * PAGE),
    offset: index * PAGE,
    since: items.at(-1)?.date,
    address: at(index + 1),
    previous: index > 0 ? at(index) : null,
    next: index + 1 < total ? at(index + 2) : null,
  }));
}

export default function (config) {
  const markdown = markdownIt({ html: true, linkify: false, typographer: true });
  config.setLibrary("md", markdown.use(footnotes).use(definitions));
  config.addPassthroughCopy("theme");
  config.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true });

  let bySlug = new Map();
  let neighbours = new Map();
  const newest = (api) => api.getFilteredByGlob("articles/**/*.md").reverse();
  const named = (items, kind, slug) => items.filter((item) => item.data[kind].includes(slug));

  config.addCollection("stories", (api) => {
    const items = newest(api);
    bySlug = new Map(items.map((item) => [item.fileSlug, item]));
    const last = new Map();
    neighbours = new Map(items.map((item) => [item.fileSlug, {}]));
    for (const item of items) {
      const [first] = item.data.topics;
      for (const topic of item.data.topics) {
        const later = last.get(topic);
        if (topic === first) neighbours.get(item.fileSlug).later = later;
        if (later?.data.topics[0] === topic) neighbours.get(later.fileSlug).earlier = item;
        last.set(topic, item);
      }
    }
    return items;
  });
  config.addCollection("front", (api) => pages(newest(api), { url: "/", kind: "front", name: "All stories" }));
  for (const kind of ["topics", "regions"]) {
    config.addCollection(`${kind}Lists`, (api) => {
      const items = newest(api);
      const terms = items[0].data[`${kind}Terms`];
      return terms.flatMap((term) =>
        pages(named(items, kind, term.slug), { ...term, kind, url: `/${kind}/${term.slug}/` }));
    });
  }
  config.addCollection("periods", (api) => {
    const items = newest(api);
    const months = grouped(items, month);
    const years = grouped(items, (item) => month(item).slice(0, 4));
    return [...years, ...months].flatMap(([key, group]) =>
      pages(group, {
        kind: "archive",
        name: key.length === 4 ? key : formats.month.format(group[0].date),
        url: `/archive/${key.replace("-", "/")}/`,
      }));
  });
  config.addCollection("feeds", (api) => {
    const items = newest(api);
    const { topicsTerms, regionsTerms } = items[0].data;
    const term = (kind) => ({ slug, name }) => ({
      name,
      path: `/feeds/${kind}/${slug}`,
      home: `/${kind}/${slug}/`,
      items: named(items, kind, slug).slice(0, FEED),
    });
    return [
      { name: "The December Digest", path: "/feeds/all", home: "/", items: items.slice(0, FEED) },
      ...topicsTerms.map(term("topics")),
      ...regionsTerms.map(term("regions")),
    ];
  });

  config.addFilter("story", (slug) => bySlug.get(slug));
  config.addFilter("neighbours", (slug) => neighbours.get(slug));
  config.addFilter("iso", iso);
  config.addFilter("rfc822", (date) => date.toUTCString().replace("GMT", "+0000"));
  for (const [name, format] of Object.entries(formats)) config.addFilter(name, (date) => format.format(date));
  config.addFilter("months", (items) => grouped(items, (item) => formats.month.format(item.date)));
  config.addFilter("addresses", (html) => [...html.matchAll(/href="(https?:[^"]+)"/g)].map((match) => match[1]));
  config.addFilter("host", (url) => new URL(url).host);
  config.addFilter("absolute", (url) => SITE + url);
  config.addFilter("json", (value) => JSON.stringify(value).replaceAll("<", "\\u003c"));
  config.addFilter("terms", (slugs, all) => slugs.map((slug) => all.find((term) => term.slug === slug)));
  config.addFilter("collection", (list) => ({
    "@context": "https://schema.org",
    "@type": "CollectionPage",
    name: list.name,
    url: SITE + list.address,
    inLanguage: "en",
    isPartOf: { "@type": "WebSite", name: "The December Digest", url: `${SITE}/` },
    description: list.description,
    mainEntity: {
      "@type": "ItemList",
      numberOfItems: list.items.length,
      itemListElement: list.items.map((item, index) => ({
        "@type": "ListItem",
        position: list.offset + index + 1,
        url: SITE + item.url,
        name: item.data.title,
      })),
    },
  }));
  config.addFilter("newsArticle", (data, url, topics, regions) => ({
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    headline: data.title,
    description: data.summary,
    url: SITE + url,
    mainEntityOfPage: SITE + url,
    inLanguage: "en",
    datePublished: iso(data.date),
    dateModified: iso(data.date),
    author: [{ "@type": "Person", name: data.byline }],
    publisher: { "@type": "Organization", name: "The December Digest", url: `${SITE}/` },
    articleSection: topics.map((term) => term.name),
    contentLocation: regions.map((term) => ({ "@type": "Place", name: term.name })),
    isBasedOn: { "@type": "CreativeWork", url: data.source.url, publisher: { "@type": "Organization", name: data.source.name } },
  }));
  return { dir: { input: ".", output: "_site", includes: "_includes", data: "_data" }, markdownTemplateEngine: false };
}
