"""What people type to sign in, and what an administrator types about members."""
