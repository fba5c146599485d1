"""What tables exist: contracts as DDL, the engine that holds them, and the way a build is published."""
