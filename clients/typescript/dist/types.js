// What the API takes and answers, as far as this client uses it. docs/openapi.yaml has all of it. Values of answers may become more.
export {};
