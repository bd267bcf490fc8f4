import{f as e}from"./chunk-E6SX2HXX.js";function s(){return e("/decks",{limit:500},t=>t.decks)}export{s as a};
