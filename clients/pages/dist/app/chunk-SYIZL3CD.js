import{j as o,s as e}from"./chunk-GOPZX6G4.js";function t(a){e(o,a),location.reload()}export{t as a};
