"""`python -m audio_edition` is make_audio.py without its set-up."""

from .cli import main

if __name__ == "__main__":
    main()
