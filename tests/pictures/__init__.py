"""The pictures that show the site elsewhere: two for the README, one for links shared on other sites."""
