import{k as e}from"./chunk-PWDFFR6G.js";function s(){return e("/decks",{limit:500},t=>t.decks)}export{s as a};
