local s=string.rep("x",1073741824)
