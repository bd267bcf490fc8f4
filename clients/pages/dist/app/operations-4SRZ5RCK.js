import{d as e}from"./chunk-V5KZCUB3.js";function o(t){return e("h1",{children:"operations"})}export{o as default};
