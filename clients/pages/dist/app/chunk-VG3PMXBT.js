import{j as o,s as e}from"./chunk-2QU7OEDY.js";function t(a){e(o,a),location.reload()}export{t as a};
