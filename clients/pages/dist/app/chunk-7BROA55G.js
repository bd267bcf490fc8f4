import{j as o,s as e}from"./chunk-6KS2HFOC.js";function t(a){e(o,a),location.reload()}export{t as a};
