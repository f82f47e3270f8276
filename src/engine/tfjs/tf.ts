/**
 * The only door to TensorFlow.js. In Node its CommonJS build shares one engine with the WebAssembly
 * backend's; in the browser both are bundled as ES modules. Backends are imported where they are opened.
 */
export * from "@tensorflow/tfjs";
