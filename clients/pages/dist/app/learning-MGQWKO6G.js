import{d as e}from"./chunk-V5KZCUB3.js";function r(t){return e("h1",{children:"learning"})}export{r as default};
