function n(r,e){return new Promise(t=>{if(e?.aborted)return t();let i=setTimeout(t,r*1e3);e?.addEventListener("abort",()=>{clearTimeout(i),t()})})}export{n as a};
