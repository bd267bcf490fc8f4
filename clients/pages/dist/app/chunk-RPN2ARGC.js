import{f as e}from"./chunk-2MM2ISEF.js";function s(){return e("/decks",{limit:500},t=>t.decks)}export{s as a};
