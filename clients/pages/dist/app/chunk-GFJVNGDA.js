import{j as o,s as e}from"./chunk-SWISMBSB.js";function t(a){e(o,a),location.reload()}export{t as a};
