import{a as e}from"./chunk-WIUSNYYT.js";function s(){return e("/decks",{limit:500},t=>t.decks)}export{s as a};
