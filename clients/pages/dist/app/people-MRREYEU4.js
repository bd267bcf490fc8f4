import{d as e}from"./chunk-V5KZCUB3.js";function o(p){return e("h1",{children:"people"})}export{o as default};
