using System.CommandLine;
using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Moderator.People;

/// <summary>The verb <c>add-moderator NAME</c>: accounts are made on the command line only, never by the first visitor.</summary>
internal static class AddModerator
{
    private const int MinPassword = 12;
    private const int MaxName = 60;

    public static Command For(WebApplication app)
    {
        var name = new Argument<string>("NAME") { Description = "The name to sign in with." };
        name.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>();
            if (string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl) || Graphemes.Count(text) > MaxName)
                result.AddError($"A name has 1 to {MaxName} characters and no line breaks.");
        });
        var command = new Command("add-moderator", "Adds a moderator. The password is the first line of standard input, at least 12 characters.") { name };
        command.SetAction((parsed, cancellationToken) => RunAsync(app, parsed.GetRequiredValue(name), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(WebApplication app, string name, CancellationToken cancellationToken)
    {
        var password = await Console.In.ReadLineAsync(cancellationToken) ?? "";
        if (Graphemes.Count(password) < MinPassword)
        {
            await Console.Error.WriteLineAsync($"The password on standard input is too short: it needs at least {MinPassword} characters. Nothing was changed.");
            return 1;
        }

        await app.MigrateAsync(cancellationToken);
        var added = await app.Services.GetRequiredService<ModeratorStore>().AddAsync(name, password, cancellationToken);
        Console.WriteLine(added ? $"{name} was added." : $"{name} is already there; the password was not changed.");
        return 0;
    }
}
