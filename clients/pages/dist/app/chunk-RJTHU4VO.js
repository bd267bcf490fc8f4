import{f as e}from"./chunk-65YW4EN7.js";function s(){return e("/decks",{limit:500},t=>t.decks)}export{s as a};
