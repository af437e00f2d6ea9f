"""How fast the pages are with many employers, each measured beside a bare view in the same run (`make bench`)."""
