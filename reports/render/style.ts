/** Colors of roles and series on light and dark paper, and the page's style sheet. */

/** Distinct for the color-blind too (after Okabe and Ito). */
export const lightColors = {
  paper: "#ffffff",
  ink: "#1b1f24",
  muted: "#57606a",
  grid: "#d8dee4",
  "series-0": "#0a69b0",
  "series-1": "#c4520a",
  "series-2": "#00875f",
  "series-3": "#b0568a",
  "series-4": "#a97100",
  "series-5": "#3f8fc4",
} as const;

const darkColors: Readonly<Record<keyof typeof lightColors, string>> = {
  paper: "#14181d",
  ink: "#e6eaee",
  muted: "#9aa5b1",
  grid: "#2e363f",
  "series-0": "#56a8e6",
  "series-1": "#f58a48",
  "series-2": "#3cc297",
  "series-3": "#dd92bd",
  "series-4": "#e0ab3f",
  "series-5": "#9ccff0",
};

const variables = (colors: Readonly<Record<string, string>>): string =>
  Object.entries(colors)
    .map(([name, value]) => `--${name}:${value};`)
    .join("");

export const style = `
:root{${variables(lightColors)}}
@media (prefers-color-scheme:dark){:root{${variables(darkColors)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
header,main,footer{max-width:820px;margin:0 auto;padding:0 20px}
h1{font-size:28px;line-height:1.2;margin:32px 0 4px}
h2{font-size:20px;margin:40px 0 8px;padding-top:12px;border-top:2px solid var(--ink)}
h3{font-size:16px;margin:28px 0 8px}
.period{color:var(--muted);margin:0 0 12px}
nav{display:flex;flex-wrap:wrap;gap:4px 16px}
a{color:var(--series-0)}
figure{margin:0 0 8px}
svg{display:block;max-width:100%;height:auto}
svg text{font-family:inherit}
svg.narrow{display:none}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:12px;margin:0}
.tiles div{border:1px solid var(--grid);border-radius:6px;padding:8px 12px}
.tiles dt{color:var(--muted);font-size:13px}
.tiles dd{margin:0;font-size:22px;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.tiles dd.before{color:var(--muted);font-size:12px}
.scroll{overflow:auto;max-height:690px}
thead th{position:sticky;top:0;background:var(--paper)}
table{border-collapse:collapse;font-size:13px;width:100%}
th{text-align:left;color:var(--muted);font-weight:600;vertical-align:bottom}
th,td{padding:4px 14px 4px 0;border-bottom:1px solid var(--grid)}
th:last-child,td:last-child{padding-right:0}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th.n{white-space:normal}
details{margin:4px 0}
summary{cursor:pointer;color:var(--series-0);font-size:13px}
.notes{color:var(--muted);font-size:13px;margin-top:8px}
.notes p{margin:4px 0}
.files a{margin-right:12px}
.insufficient{border-left:4px solid var(--series-1);padding:6px 12px;margin:0}
.none,.more{color:var(--muted);font-size:13px;margin:4px 0}
footer{margin-top:40px;padding-bottom:40px;font-size:13px;color:var(--muted)}
footer dl{border-top:2px solid var(--ink);padding-top:12px}
footer dl div{display:grid;grid-template-columns:120px 1fr;gap:8px}
footer dd{margin:0;overflow-wrap:anywhere}
@media (max-width:640px){
header,main,footer{padding:0 14px}
svg.wide{display:none}
svg.narrow{display:block}
.tiles{grid-template-columns:1fr 1fr;gap:8px}
td:first-child{min-width:112px}
.tiles dd{font-size:18px}
footer dl div{grid-template-columns:1fr;gap:0;margin-bottom:6px}
}
@media print{
@page{margin:16mm}
:root{${variables(lightColors)}}
body{font-size:10pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
header,main,footer{max-width:none;padding:0}
nav,.files,details:not([open]){display:none}
section{break-before:page}
section:first-of-type{break-before:auto}
h2{margin-top:0}
article{break-inside:avoid}
svg.wide{display:block;width:100%}
svg.narrow{display:none}
.scroll{overflow:visible;max-height:none}
thead th{position:static}
table{font-size:7.5pt}
th,td{padding-right:8px}
}
`;
