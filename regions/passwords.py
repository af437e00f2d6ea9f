"""Which passwords are refused, with the one sentence that Django 5.2 has no Dutch for."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """Django's own rule; only its sentence is ours."""

    def get_error_message(self):
        return (
            f"Dit wachtwoord is te kort. Kies er een van minstens {self.min_length} tekens, bijvoorbeeld een korte zin."
        )
