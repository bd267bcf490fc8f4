// Shows /api/v1/openapi. No token is kept: it is gone when the page is closed.
SwaggerUIBundle({
  url: "/api/v1/openapi",
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  validatorUrl: null
});
