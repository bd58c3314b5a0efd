using Spectre.Console;

namespace Moderation.Load;

/// <summary>Progress on standard error, so that standard output holds the report alone.</summary>
internal sealed class ProgressBars
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(
        new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }
    );

    /// <param name="name">What is going on.</param>
    /// <param name="total">How many steps it has.</param>
    /// <param name="work">Does it, and says how many steps were done.</param>
    public Task ShowAsync(string name, int total, Func<Action<int>, Task> work) =>
        _console
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask($"{name} ({total})", maxValue: Math.Max(1, total));
                return work(n => task.Increment(n));
            });
}
