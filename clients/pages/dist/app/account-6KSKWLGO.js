import{d as t}from"./chunk-V5KZCUB3.js";function e(o){return t("h1",{children:"account"})}export{e as default};
