import{j as o,s as e}from"./chunk-U7PXJ4S7.js";function t(a){e(o,a),location.reload()}export{t as a};
