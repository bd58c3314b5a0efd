using Spectre.Console;

namespace Moderation.Classifier.Terminal;

/// <summary>A progress bar on standard error, so that standard output stays clean.</summary>
internal static class ProgressBar
{
    public static T Show<T>(string title, int steps, Func<Action, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console
            .Progress()
            .Start(context =>
            {
                var task = context.AddTask(title, maxValue: steps);
                return work(() => task.Increment(1));
            });
    }
}
