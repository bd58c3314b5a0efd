namespace Moderation.Intake.Data;

/// <summary>The configuration section <c>Erasures</c>.</summary>
public sealed class ErasureOptions
{
    /// <summary>
    /// Days on which nobody works, beside Saturdays and Sundays, such as <c>2027-02-08</c>: they change each year.
    /// </summary>
    public IReadOnlyList<DateOnly> Holidays { get; set; } = [];
}
