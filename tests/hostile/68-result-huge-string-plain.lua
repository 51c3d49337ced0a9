return ("x"):rep(1048576):rep(8)
