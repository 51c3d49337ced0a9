local s=("x"):rep(1048576) local n=0 while true do local u=s..n n=n+1 end
