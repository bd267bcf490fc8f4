import{k as e}from"./chunk-3R5X5MNH.js";function s(){return e("/decks",{limit:500},t=>t.decks)}export{s as a};
