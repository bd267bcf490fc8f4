import{j as o,s as e}from"./chunk-M6HGTLEA.js";function t(a){e(o,a),location.reload()}export{t as a};
