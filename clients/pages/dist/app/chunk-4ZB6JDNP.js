import{a as e}from"./chunk-D436BDUB.js";function s(){return e("/decks",{limit:500},t=>t.decks)}export{s as a};
