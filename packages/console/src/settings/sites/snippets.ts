import type { Site } from '@harmony-live/protocol';
import { msg } from '@lit/localize';

/** One way to put the tag on a page. */
export interface Snippet {
  id: 'html' | 'react' | 'vue' | 'angular' | 'rails' | 'gtm' | 'npm';
  /** The name of its tab. */
  name: string;
  /** Where it goes, in words. */
  hint: string;
  code: string;
}

/** What a snippet is made from. */
export type SnippetSite = Pick<Site, 'key' | 'snippet' | 'script'>;

/**
 * The tag for the ways in which pages are made. None of them tells us the address of the page: the script is asked for without a
 * referrer.
 *
 * @param isPinned the release by its number and hash, in HTML: it never changes until the tag is changed
 */
export function snippetsOf(site: SnippetSite, isPinned: boolean): Snippet[] {
  const { key, script } = site;
  const { src } = script;
  const host = new URL(src).origin;
  return [
    {
      id: 'html',
      name: 'HTML',
      hint: msg(
        'Before the closing body tag of each page. It loads after your page and sends nothing until a person agrees.',
      ),
      code: isPinned ? pinned(site) : site.snippet,
    },
    {
      id: 'react',
      name: 'Next.js, React',
      hint: msg('In app/layout.tsx. Without Next.js, put the HTML tag into index.html.'),
      code: `import Script from 'next/script';

// Inside <body>, after {children}:
<Script
  src="${src}"
  data-site="${key}"
  crossOrigin="anonymous"
  referrerPolicy="no-referrer"
  strategy="afterInteractive"
/>`,
    },
    {
      id: 'vue',
      name: 'Nuxt, Vue',
      hint: msg('In nuxt.config.ts. Without Nuxt, put the HTML tag into index.html.'),
      code: `export default defineNuxtConfig({
  app: {
    head: {
      script: [
        {
          src: '${src}',
          'data-site': '${key}',
          async: true,
          crossorigin: 'anonymous',
          referrerpolicy: 'no-referrer',
        },
      ],
    },
  },
});`,
    },
    {
      id: 'angular',
      name: 'Angular',
      hint: msg('In src/index.html, before the closing body tag.'),
      code: site.snippet,
    },
    {
      id: 'rails',
      name: 'Rails, Laravel',
      hint: msg('In the layout: Rails as it stands here; Blade, Twig, Jinja and others take the HTML tag.'),
      code: `<%= javascript_include_tag "${src}",
      async: true,
      crossorigin: "anonymous",
      referrerpolicy: "no-referrer",
      data: { site: "${key}" } %>`,
    },
    {
      id: 'gtm',
      name: 'Tag Manager',
      hint: msg(
        'As a tag of the kind Custom HTML, on All Pages. Tag Manager drops data attributes: this sets it itself.',
      ),
      code: `<script>
  (function () {
    var script = document.createElement('script');
    script.src = '${src}';
    script.async = true;
    script.crossOrigin = 'anonymous';
    script.referrerPolicy = 'no-referrer';
    script.setAttribute('data-site', '${key}');
    document.head.appendChild(script);
  })();
</script>`,
    },
    {
      id: 'npm',
      name: 'npm',
      hint: msg('From your own bundle: npm install @harmony-live/sdk. Call it in the browser only.'),
      code: `import { createHarmony } from '@harmony-live/sdk';

const harmony = createHarmony({
  site: '${key}',
  host: '${host}',
});`,
    },
  ];
}

/** What a page with a Content-Security-Policy has to allow. */
export function policyLines({ script }: Pick<SnippetSite, 'script'>): string {
  const { origin, host, protocol } = new URL(script.src);
  return `script-src ${origin}; connect-src ${origin} ${protocol === 'https:' ? 'wss' : 'ws'}://${host}; trusted-types lit-html`;
}

function pinned({ key, snippet, script }: SnippetSite): string {
  if (script.pinned === null) return snippet;
  const { src, integrity } = script.pinned;
  return `<script async src="${src}" integrity="${integrity}" data-site="${key}" crossorigin="anonymous" referrerpolicy="no-referrer"></script>`;
}
