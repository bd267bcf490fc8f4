import{a as t}from"./chunk-M6HGTLEA.js";function n(e){return t("div",{class:"empty"},t("h2",null,e.title),e.children&&t("p",null,e.children),e.action)}export{n as a};
