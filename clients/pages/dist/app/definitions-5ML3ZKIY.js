import{d as e}from"./chunk-V5KZCUB3.js";function t(o){return e("h1",{children:"definitions"})}export{t as default};
