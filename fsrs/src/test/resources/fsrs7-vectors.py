"""Expected values of FSRS-7 in double precision, written from the formulas, and the published ones of ts-fsrs."""
import json, math, sys
W=[0.1104,2.2395,3.9221,11.7841,6.1686,0.6457,3.6807,1.9795,0,1.3826,0.7024,0.5999,0.8146,0.6398,1,1.3207,0.6707,3.8668,0.4416,0.0934,1.8631,0.6162,1.0869,0.1567,0.0801,0.2421,0.9464,0.1433,0.7145,0,0.5667,0.3734,0.5333,0.3048]
OTHER=list(W); 
for i,v in {0:.4,1:1.1,2:3.3,3:15.0,4:7.2,5:.5,6:2.5,7:2.4,8:.3,9:1.1,10:.5,11:.45,12:1.2,13:.5,14:1.8,15:1.7,16:.4,17:2.5,18:.3,19:.2,20:1.5,21:.4,22:1.6,23:.12,24:.2,25:.4,26:.9,27:.3,28:.5,29:.2,30:.4,31:.6,32:.2,33:.5}.items(): OTHER[i]=v
cl=lambda x,a,b:max(a,min(b,x))
def parts(w,t,s,f,d):
    c1=-cl(w[23]*f**(w[33]-.3),.01,.95); f1=math.exp(min(math.log(w[25])/c1,60))-1; r1=(1+f1*t/f)**c1
    c2=-cl(w[24],.01,.95); f2=w[26]**(1/c2)-1; r2=(1+f2*math.exp((d-5)*(w[32]-.3))*t/s)**c2
    a=w[27]*f**-w[29]; b=w[28]*s**w[30]*math.exp((d-5)*(w[31]-.5))
    return r1,(a*r1+b*r2)/(a+b)*(1-2e-5)+1e-5
def upd(w,x,d,r,g,k):
    fail=w[k+3]*((x+1)**w[k+4]-1)*math.exp((1-r)*w[k+5]); pls=min(x,fail)
    if g==1: return pls
    inc=1+math.exp(w[k]-1.5)*(11-d)*x**-w[k+1]*(math.exp((1-r)*w[k+2])-1)*(w[k+6] if g==2 else 1)*(w[k+7] if g==4 else 1)
    return max(pls,x*inc)
S=lambda x:cl(x,1e-4,36500)
def d0(w,g): return w[4]-math.exp(w[5]*(g-1))+1
def nxt(w,st,t,g):
    if st is None: return (S(w[g-1]),S(.8*w[g-1]),cl(d0(w,g),1,10))
    s,f,d=st; r1,r=parts(w,t,s,f,d)
    s2=upd(w,s,d,r,g,7); f2=upd(w,f,d,r1,g,15)
    if g==1: f2=min(f2,.8*s2)
    dl=-w[6]*(g-3)*((r+.1) if g==1 else 1)
    return (S(s2),S(f2),cl(.01*d0(w,4)+.99*(d+dl*(10-d)/9),1,10))
def ival(w,st,r):
    """the exact root, by 200 bisections: Newton's answer must lie close in recall"""
    lo,hi=0,36500
    for _ in range(200):
        m=(lo+hi)/2
        if parts(w,m,*st)[1]>r: lo=m
        else: hi=m
    return (lo+hi)/2
def trace(w,rs,ts):
    st=None; out=[]
    for r,t in zip(rs,ts): st=nxt(w,st,t,r); out.append(st)
    return out
src=["open-spaced-repetition/ts-fsrs:packages/fsrs/src/models/fsrs-7/model.spec.ts @ 74f1cf852d0d064de7ff43d46ec556b360f03fa9 (fsrs-rs c9562d6 and srs-benchmark b4b0254, float32)"]
here=["fsrs7-vectors.py beside this file: formulas in double precision"]
H=[([1,3,3,3,3,3],[0,0,1,3,8,21]),
 ([1,1,1,1,3,3,3,3],[0,.99791664,.82361114,1.0388889,.0013888889,.0020833334,.0020833334,.0027777778]),
 ([4,2,1,3,4,2,1],[0,.001,.25,0,1.5,2.75,100.5])]
P=[[[0.1104,0.08832,6.1686],[0.11041191,0.08832,6.109214],[0.91686124,44.444206,6.0504217],[3.5337858,193.5973,5.9922175],[10.186002,407.62646,5.934595],[25.985723,700.5589,5.877549]],
 [[0.1104,0.08832,6.1686],[0.06706447,0.016565936,8.047908],[0.04536918,0.0034119464,8.764432],[0.0329967,0.00074974925,9.098293],[0.14780034,2.8802187,9.009611],[0.24254547,7.019944,8.921815],[0.3307042,10.166433,8.834897],[0.4365655,13.619719,8.748848]],
 [[11.7841,9.427279,1],[12.22947,13.9512825,4.636193],[2.6588404,0.3485167,9.259369],[2.6589437,0.3485167,9.169076],[5.028668,25.826185,8.743264],[7.37282,65.00047,9.166955],[2.3163264,0.89478546,9.615685]]]
col=lambda rows,i:[row[i] for row in rows]
V=[]
def vec(id,kind,inp,exp,tol,origin,source,note): V.append(dict(id=id,kind=kind,model="FSRS-7",origin=origin,source=source,input=inp,expected=exp,tolerance=tol,note=note))
for n,((rs,ts),p) in enumerate(zip(H,P),1):
    vec(f"fsrs7-trace-published-{n}","memory-trace",dict(parameters="fsrs7",ratings=rs,elapsedDays=ts),
        dict(stability=col(p,0),stabilityFast=col(p,1),difficulty=col(p,2)),[5e-4,5e-5,1e-4][n-1],"published test expectation",src,"computed there in float32")
for name,w in (("fsrs7",W),("fsrs7Other",OTHER)):
    for n,(rs,ts) in enumerate(H,1):
        t=trace(w,rs,ts)
        vec(f"{name}-trace-double-{n}","memory-trace",dict(parameters=name,ratings=rs,elapsedDays=ts),
            dict(stability=col(t,0),stabilityFast=col(t,1),difficulty=col(t,2)),1e-8,"computed",here,"state after each review")
C=[(10,8,5,0,),(10,8,5,.5),(10,8,5,21),(1e-4,1e-4,10,.000011574074),(36500,.01,1,36500),(2.5,300,9.9,40),(300,2.5,1.5,400)]
PUB={ # retrievability and, per grade, the state as published for the default weights
0:(.99999,[(2.2577837,.100594744,9.405907),(10.000857,8,6.9766846),(10.00134,8,4.9522996),(10.00134,8,2.927915)]),
1:(.96410644,[(2.3247545,.32210514,9.260623),(13.15481,70.479515,6.9766846),(14.930931,109.39487,4.9522996),(14.930931,118.20608,2.927915)]),
2:(.8774615,[(2.4947672,.4401131,8.909818),(21.447685,133.01303,6.9766846),(27.8926,210.87737,4.9522996),(27.8926,228.5074,2.927915)]),
3:(.34352458,[(.0001,.0001,9.9023),(.0002527925,.30059442,9.9023),(.0003388129,.48775733,9.9023),(.0003388129,.53013474,9.9023)]),
4:(.973712,[(390.85403,.0025306938,8.817285),(36500,48.136513,4.636193),(36500,78.11211,1),(36500,84.89918,1)])}
def cases(ids): return [dict(stability=C[i][0],stabilityFast=C[i][1],difficulty=C[i][2],elapsedDays=C[i][3],rating=g) for i in ids for g in (1,2,3,4)]
def steps(rows): return dict(stability=col(rows,0),stabilityFast=col(rows,1),difficulty=col(rows,2))
vec("fsrs7-step-published","memory-step",dict(parameters="fsrs7",cases=cases(range(5))),
    dict(**steps([s for i in range(5) for s in PUB[i][1]]),retrievability=[PUB[i][0] for i in range(5) for _ in range(4)]),5e-4,"published test expectation",src,"computed there in float32")
for name,w in (("fsrs7",W),("fsrs7Other",OTHER)):
    rows=[(nxt(w,C[i][:3],C[i][3],g),parts(w,C[i][3],*C[i][:3])[1]) for i in range(len(C)) for g in (1,2,3,4)]
    vec(f"{name}-step-double","memory-step",dict(parameters=name,cases=cases(range(len(C)))),
        dict(**steps([r[0] for r in rows]),retrievability=[r[1] for r in rows]),1e-7,"computed",here,"one answer")
R=[.1,.5,.65,.7,.8,.85,.9,.95,.97,.99,.9999,1]
for name,w in (("fsrs7",W),("fsrs7Other",OTHER)):
    for n,c in enumerate(C,1):
        st=c[:3]; exact=[0 if r>=.9999 else ival(w,st,r) for r in R]
        vec(f"{name}-interval-{n}","interval",dict(parameters=name,stability=st[0],stabilityFast=st[1],difficulty=st[2],desiredRetention=R),
            dict(exactRoot=exact,retrievability=[max(r,parts(w,36500,*st)[1]) if r<.9999 else None for r in R]),1e-3,"computed",here,
            "tolerance is on recall at the interval, the search's own; exactRoot by 200 bisections for information")
for name,w in (("fsrs7",W),("fsrs7Other",OTHER)):
    first=[nxt(w,None,0,g) for g in (1,2,3,4)]
    vec(f"{name}-first-review","first-review",dict(parameters=name,rating=[1,2,3,4]),steps(first),1e-9,"computed",here,"whatever time has passed before")
    for n,c in enumerate(C,1):
        T=[0,.001,.5,1,7.25,30,365,36500]
        vec(f"{name}-curve-{n}","curve",dict(parameters=name,stability=c[0],stabilityFast=c[1],difficulty=c[2],elapsedDays=T),
            dict(retrievability=[parts(w,t,*c[:3])[1] for t in T]),1e-10,"computed",here,"recall after so many days")
MS=[1700000000000+x for x in (0,600_000,43_200_000,90_000_000,90_000_000+5*86_400_000)]; G=[3,1,0,3,4]
vec("fsrs7-trace-times","memory-trace",dict(parameters="fsrs7",ratings=G,reviewEpochMs=MS),
    (lambda t:steps(t[:2]+[t[1]]+t[2:]))(trace(W,[3,1,3,4],[0,600_000/864e5,(90_000_000-600_000)/864e5,5])),1e-9,"computed",here,
    "fractional days between times; rating 0 is an entry without an answer")
json.dump(dict(meta=dict(title="FSRS-7 test vectors",notation="as fsrs-vectors.json; stabilityFast = fast trace; elapsed time in fractional days",
  command="python3 fsrs7-vectors.py > fsrs7-vectors.json (Python 3.11, x64)"),parameters=dict(fsrs7=W,fsrs7Other=OTHER),vectors=V),sys.stdout,indent=1)
print()
