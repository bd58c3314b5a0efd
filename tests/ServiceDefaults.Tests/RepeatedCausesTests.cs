using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

public sealed class RepeatedCausesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Lines _lines = new();
    private readonly RepeatedCauses _causes;
    private readonly ILogger _log;

    public RepeatedCausesTests()
    {
        _causes = new RepeatedCauses(_lines, _time);
        _log = _causes.CreateLogger("relay");
    }

    [Fact]
    public void Five_hundred_faults_of_one_cause_are_one_line_at_once_and_one_with_their_count_a_minute_later()
    {
        foreach (var i in Enumerable.Range(0, 501))
            _log.LogError(new TimeoutException($"No confirm of message {i}"), "Message {Id} was not published", i);
        Assert.Equal(["Message 0 was not published"], _lines.Written);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, _lines.Written.Count);
        Assert.Equal("Message 0 was not published (500 times more within a minute)", _lines.Written[1]);
    }

    [Fact]
    public void A_reason_counts_as_a_cause_and_comes_again_after_its_minute()
    {
        for (var i = 0; i < 3; i++)
            _log.LogWarning("The relay was interrupted ({Reason})", "connection refused");
        _time.Advance(TimeSpan.FromMinutes(2));
        _log.LogWarning("The relay was interrupted ({Reason})", "connection refused");
        Assert.Equal(
            [
                "The relay was interrupted (connection refused)",
                "The relay was interrupted (connection refused) (2 times more within a minute)",
                "The relay was interrupted (connection refused)",
            ],
            _lines.Written
        );
    }

    [Fact]
    public void What_has_another_cause_or_names_none_is_written_each_time()
    {
        _log.LogWarning("The relay was interrupted ({Reason})", "connection refused");
        _log.LogWarning("The relay was interrupted ({Reason})", "no space left");
        _log.LogInformation("Applied {Reason}", "connection refused");
        _log.LogInformation("Applied {Reason}", "connection refused");
        _log.LogError("Delivery {Delivery} is given up", 1);
        _log.LogError("Delivery {Delivery} is given up", 2);
        Assert.Equal(6, _lines.Written.Count);
    }

    [Fact]
    public void What_was_counted_is_written_at_the_end()
    {
        for (var i = 0; i < 2; i++)
            _log.LogWarning("The relay was interrupted ({Reason})", "connection refused");
        _causes.Dispose();
        Assert.Equal(2, _lines.Written.Count);
    }

    public void Dispose() => _causes.Dispose();

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Written.Add(formatter(state, exception));

        public void Dispose() { }
    }
}
