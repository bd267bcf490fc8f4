import{j as o,s as e}from"./chunk-BVZPVNTP.js";function t(a){e(o,a),location.reload()}export{t as a};
