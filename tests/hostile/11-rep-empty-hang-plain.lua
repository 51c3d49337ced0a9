local s=string.rep("",4611686018427387904)
