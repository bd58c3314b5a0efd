using System.ComponentModel.DataAnnotations;

namespace Moderation.ServiceDefaults;

/// <summary>From the section <c>ConnectionStrings</c>.</summary>
internal sealed class BrokerOptions
{
    [Configured, Secret, BrokerAddress]
    public string RabbitMq { get; set; } = "";
}

/// <summary>A text that <see cref="BrokerAddress.Parse"/> takes.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BrokerAddressAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        try
        {
            if (value is string { Length: > 0 } address)
                _ = BrokerAddress.Parse(address);
            return ValidationResult.Success;
        }
        catch (FormatException fault)
        {
            return new ValidationResult($"{validationContext.DisplayName} {fault.Message}");
        }
    }
}
