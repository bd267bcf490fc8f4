import{f as e}from"./chunk-AUWNMP6C.js";function s(){return e("/decks",{limit:500},t=>t.decks)}export{s as a};
