import{j as o,s as e}from"./chunk-PYCEQCLN.js";function t(a){e(o,a),location.reload()}export{t as a};
