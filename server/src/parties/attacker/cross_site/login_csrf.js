// Sends the form as soon as there is a browser to send it. Its visitor need not click.
document.forms[0].submit();
