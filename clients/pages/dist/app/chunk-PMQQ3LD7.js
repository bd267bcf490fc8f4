import{f as e}from"./chunk-ED3CUHCA.js";function s(){return e("/decks",{limit:500},t=>t.decks)}export{s as a};
