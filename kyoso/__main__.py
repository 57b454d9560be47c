from kyoso.config.cli import main

main()
