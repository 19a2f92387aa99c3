/**
 * What swagger-ui.css lacks: contrast of at least 4.5 (WCAG 2.2, 1.4.3), deprecated operations in full strength, and room for
 * a phone's screen of 320 pixels.
 */
export const DOCS_STYLE = `
html { color-scheme: light; background: #fafafa; }
body { margin: 0; }
.swagger-ui .wrapper { padding: 0 12px; }
.swagger-ui .info { margin: 24px 0; overflow-wrap: anywhere; }
.swagger-ui .info .title small.version-stamp { background: #3d6b00; }
.swagger-ui .info .title small { background: #595f6b; }
.swagger-ui a, .swagger-ui .info a, .swagger-ui .info .title a { color: #0a58ca; }
.swagger-ui .opblock.opblock-get .opblock-summary-method { background: #1a5fb4; }
.swagger-ui .opblock.opblock-post .opblock-summary-method { background: #187a4a; }
.swagger-ui .opblock.opblock-put .opblock-summary-method { background: #8a5a00; }
.swagger-ui .opblock.opblock-patch .opblock-summary-method { background: #0b6e6e; }
.swagger-ui .opblock.opblock-delete .opblock-summary-method { background: #b42318; }
.swagger-ui .opblock.opblock-deprecated { opacity: 1; background: #f2f2f2; border-color: #595959; }
.swagger-ui .opblock.opblock-deprecated .opblock-summary .opblock-summary-method { background: #595959; }
.swagger-ui .opblock-deprecated .opblock-summary-path__deprecated { text-decoration: none; }
.swagger-ui .opblock-deprecated .opblock-summary-path__deprecated::after { content: ' (deprecated)'; font-weight: normal; }
.swagger-ui .markdown code, .swagger-ui .renderedMarkdown code { color: #6a0dbf; }
.swagger-ui .btn.authorize { color: #187a4a; border-color: #187a4a; }
.swagger-ui .btn.authorize svg { fill: #187a4a; }
.swagger-ui .btn.execute { background-color: #1a5fb4; border-color: #1a5fb4; color: #fff; }
.swagger-ui .btn.cancel { color: #b42318; border-color: #b42318; }
.swagger-ui .parameter__name.required::after, .swagger-ui .parameter__name.required span { color: #b42318; }
.swagger-ui .parameter__in, .swagger-ui .parameter__deprecated, .swagger-ui .prop-format,
.swagger-ui .response-col_links, .swagger-ui .opblock-summary-description, .swagger-ui .json-schema-2020-12__attribute--secondary,
.swagger-ui .response-control-media-type__accept-message, .swagger-ui .opblock-description-wrapper p { color: #3b4151; opacity: 1; }
.swagger-ui .response-control-media-type--accept-controller select { border-color: #187a4a; }
.swagger-ui .response-control-media-type__accept-message { color: #187a4a; }
.swagger-ui .copy-to-clipboard, .swagger-ui .download-contents { min-width: 24px; min-height: 24px; }
/* Swagger UI scrolls code sideways by a style of its own, out of reach of the keyboard. */
.swagger-ui pre { overflow: visible !important; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 640px) {
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap; }
  .swagger-ui .opblock .opblock-section-header { flex-wrap: wrap; gap: 8px; }
  .swagger-ui .opblock .opblock-section-header > label { flex-wrap: wrap; margin: 0; }
  .swagger-ui .opblock .opblock-summary-path { max-width: none; overflow-wrap: anywhere; }
  .swagger-ui .opblock .opblock-summary-description { flex-basis: 100%; padding: 4px 10px; }
  .swagger-ui .parameters-container, .swagger-ui .responses-inner { padding: 8px; }
  .swagger-ui table.parameters tr, .swagger-ui table.parameters td { display: block; width: auto; }
  .swagger-ui table.parameters thead { display: none; }
  .swagger-ui .responses-table td { overflow-wrap: anywhere; }
  .swagger-ui .scheme-container { padding: 12px 0; }
  .swagger-ui .dialog-ux .modal-ux { min-width: 0; width: calc(100vw - 16px); }
  .swagger-ui input, .swagger-ui select, .swagger-ui textarea { max-width: 100%; min-width: 0; }
}
`;
