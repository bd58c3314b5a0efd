using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Keeps one cause from filling the log. A warning or an error that names its cause, by an exception or as <c>{Reason}</c>, is
/// written when it comes; what repeats it within a minute is counted, and the count written when the minute is over.
/// </summary>
public sealed partial class RepeatedCauses : ILoggerProvider, ISupportExternalScope
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>More causes at a time than this are written as they come.</summary>
    private const int MaxCauses = 1_000;

    private readonly ConcurrentDictionary<Cause, Repetition> _repetitions = new();
    private readonly ILoggerProvider _inner;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public RepeatedCauses(ILoggerProvider inner, TimeProvider time)
    {
        (_inner, _time) = (inner, time);
        _timer = time.CreateTimer(_ => WriteCounts(_time.GetUtcNow()), state: null, Minute / 6, Minute / 6);
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, _inner.CreateLogger(categoryName), categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) =>
        (_inner as ISupportExternalScope)?.SetScopeProvider(scopeProvider);

    public void Dispose()
    {
        _timer.Dispose();
        WriteCounts(DateTimeOffset.MaxValue);
        _inner.Dispose();
    }

    /// <returns>Whether it is the first within a minute.</returns>
    private bool IsNews(Cause cause, ILogger logger, LogLevel level, string text)
    {
        if (_repetitions.Count >= MaxCauses)
            return true;
        var repetition = new Repetition(logger, level, text, _time.GetUtcNow() + Minute);
        if (_repetitions.TryAdd(cause, repetition))
            return true;
        if (_repetitions.TryGetValue(cause, out var earlier))
            Interlocked.Increment(ref earlier.Count);
        return false;
    }

    private void WriteCounts(DateTimeOffset now)
    {
        foreach (var (cause, repetition) in _repetitions.Where(r => r.Value.Until <= now))
        {
            if (_repetitions.TryRemove(cause, out _) && Volatile.Read(ref repetition.Count) is > 0 and var count)
                repetition.Logger.Log(repetition.Level, "{Text} ({Count} times more within a minute)", repetition.Text, count);
        }
    }

    /// <summary>What makes two entries one; numbers within the reason do not tell them apart.</summary>
    private sealed partial record Cause(string Category, string? Format, string Reason)
    {
        public static Cause? Of<TState>(string category, TState state, Exception? exception)
        {
            var values = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
            var reason = exception is null
                ? values.FirstOrDefault(value => value.Key == "Reason").Value
                : $"{exception.GetType()}: {exception.Message}";
            return reason is null
                ? null
                : new Cause(
                    category,
                    values.FirstOrDefault(value => value.Key == "{OriginalFormat}").Value as string,
                    Number().Replace(Convert.ToString(reason, CultureInfo.InvariantCulture)!, "0")
                );
        }

        /// <summary>Also one in hexadecimal, as in ids.</summary>
        [GeneratedRegex("[0-9A-Fa-f]+", RegexOptions.None, 1000)]
        private static partial Regex Number();
    }

    private sealed class Repetition(ILogger logger, LogLevel level, string text, DateTimeOffset until)
    {
        public int Count;

        public ILogger Logger => logger;

        public LogLevel Level => level;

        public string Text => text;

        public DateTimeOffset Until => until;
    }

    private sealed class Logger(RepeatedCauses causes, ILogger inner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (
                logLevel < LogLevel.Warning
                || Cause.Of(category, state, exception) is not { } cause
                || causes.IsNews(cause, inner, logLevel, formatter(state, exception))
            )
                inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
